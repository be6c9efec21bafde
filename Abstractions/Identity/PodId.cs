namespace Reeve;

/// <summary>The identity of a pod: its owner and its UID. Name and namespace are for display only.</summary>
/// <remarks>Immutable; compared by value; safe to share between threads.</remarks>
public sealed record PodId
{
    private string? _token;

    /// <summary>Whose pod it is.</summary>
    public required Owner Owner
    {
        get;
        init
        {
            field = value;
            _token = null;
        }
    }

    /// <summary><c>metadata.uid</c>, unique over time: a pod created again under the same name has another one.</summary>
    public required string Uid
    {
        get;
        init
        {
            field = value;
            _token = null;
        }
    }

    /// <summary>
    /// A stable token for backend names (units, jobs, directories): 26 lower-case base32 characters that depend on the
    /// identity alone and carry no user text. Never parse it: keep the identity beside it.
    /// </summary>
    public string Token => _token ??= IdentityToken.Of(26, Owner.Cluster, Owner.Node, Uid);

    // The token follows from the rest, and UIDs alone tell pods apart nearly always.

    /// <inheritdoc/>
    public bool Equals(PodId? other) => other is not null && Uid == other.Uid && Owner == other.Owner;

    /// <inheritdoc/>
    public override int GetHashCode() => Uid.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Uid;
}
