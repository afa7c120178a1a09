"""What a server says when it fails, in words that hold no data: its own messages name values."""

from __future__ import annotations

import re

from graphmodel.errors import EngineUnavailable, LiaisonError, LimitExceeded, Refused, StoreProblem, UsageProblem

__all__ = ["CredentialsNeeded", "NetworkChanged", "unreachable", "worded"]


class CredentialsNeeded(EngineUnavailable):
    """The server asks who one is, and nobody has said."""

    def __init__(self, uri: str) -> None:
        super().__init__(
            f"{uri} asks for a user and a password; set LIAISON_NEO4J_USER and LIAISON_NEO4J_PASSWORD, or "
            "LIAISON_NEO4J_PASSWORD_FILE"
        )


class NetworkChanged(EngineUnavailable):
    """The network was pushed anew between two questions of one answer."""

    def __init__(self) -> None:
        super().__init__("the network on the server was changed while it was asked; ask again")


def unreachable(uri: str, reason: str) -> EngineUnavailable:
    """The server does not answer."""
    return EngineUnavailable(f"cannot reach {uri}; is it running? ({reason})")


def worded(code: str, said: str, uri: str, *, database: str | None = None, user: str | None = None) -> LiaisonError:
    """An error of the server as one of ours.

    Parameters
    ----------
    code : str
        As `Neo.ClientError.Statement.SyntaxError`.
    said : str
        The server's words; what they quote of the data is not passed on.

    Examples
    --------
    >>> worded("Neo.ClientError.Schema.ConstraintValidationFailed",
    ...     "Node(7) already exists with label `Actor` and property `id` = 'secret'", "bolt://x")
    StoreProblem('the server holds something that breaks the constraint on Actor (id); nothing of this step was written')
    """
    first = said.splitlines()[0] if said else ""
    if code.endswith("Security.AuthenticationRateLimit"):
        return EngineUnavailable(f"{uri} takes no password now: too many were wrong; wait a minute")
    if code.endswith("Security.CredentialsExpired"):
        return EngineUnavailable(f"{uri}: the password of '{user}' has expired; set a new one on the server")
    if ".Security." in code and user is not None:
        return EngineUnavailable(f"{uri} refuses '{user}': the user name or the password is wrong")
    if code.endswith("Security.Forbidden"):
        return EngineUnavailable(f"{uri}: this user may not do that in this database")
    if code.endswith("Database.DatabaseNotFound"):
        return EngineUnavailable(f"{uri} has no database '{database}'; without --database your own is asked")
    if "ConstraintValidationFailed" in code or "ConstraintCreationFailed" in code:
        names = re.findall(r"(?:label|type|property) `([^`]*)`", said) or re.findall(r"`([^`]*)`", said)
        where = f"{names[0]} ({', '.join(names[1:2])})" if names else "an id"
        return StoreProblem(
            f"the server holds something that breaks the constraint on {where}; nothing of this step was written"
        )
    if "TimedOut" in code or code.endswith("Transaction.Terminated"):
        return LimitExceeded("the server stopped it: it took longer than the server allows")
    if "MemoryPool" in code or "OutOfMemory" in code or "TransactionMemoryLimit" in code:
        return LimitExceeded("the server stopped it: it takes more memory than the server has; ask about fewer actors")
    if code.endswith("Statement.AccessMode"):
        return Refused("a query only reads")
    if code.endswith("Statement.SyntaxError"):
        return UsageProblem(f"the engine does not understand the query: {first}")
    if ".Statement." in code:
        return UsageProblem(f"the query cannot be answered: {first}")
    if ".TransientError." in code or ".Cluster." in code or ".General." in code:
        return EngineUnavailable(f"{uri} could not do it now ({code.rpartition('.')[2]}); try again")
    return EngineUnavailable(f"{uri} refuses ({code})")
