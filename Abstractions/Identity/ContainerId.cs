namespace Reeve;

/// <summary>The identity of one run of one container: its pod, its name and the attempt.</summary>
/// <remarks>Immutable; compared by value; safe to share between threads.</remarks>
public sealed record ContainerId
{
    private string? _token;

    /// <summary>The pod that it belongs to.</summary>
    public required PodId Pod
    {
        get;
        init
        {
            field = value;
            _token = null;
        }
    }

    /// <summary>The container's name in the pod (RFC 1123 label), unique over all kinds of containers of the pod.</summary>
    public required string Name
    {
        get;
        init
        {
            field = value;
            _token = null;
        }
    }

    /// <summary>0 for the first run, one more for each restart: the container's <c>restartCount</c>.</summary>
    public required int Attempt
    {
        get;
        init
        {
            field = value;
            _token = null;
        }
    }

    /// <summary>
    /// A stable token for backend names: 26 lower-case base32 characters that depend on the identity alone and carry no
    /// user text. Never parse it: keep the identity beside it.
    /// </summary>
    public string Token => _token ??= IdentityToken.Of(
        26, Pod.Owner.Cluster, Pod.Owner.Node, Pod.Uid, Name, Attempt.ToString(System.Globalization.CultureInfo.InvariantCulture));

    // The token follows from the rest.

    /// <inheritdoc/>
    public bool Equals(ContainerId? other) => other is not null && Attempt == other.Attempt && Name == other.Name && Pod == other.Pod;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pod, Name, Attempt);

    /// <inheritdoc/>
    public override string ToString() => $"{Pod.Uid}/{Name}#{Attempt}";
}
