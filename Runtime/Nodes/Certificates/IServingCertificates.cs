namespace Reeve.Runtime.Nodes.Certificates;

/// <summary>What a node serves its kubelet API with. Thread-safe.</summary>
public interface IServingCertificates : IAsyncDisposable
{
    /// <summary>The certificate for new connections, asked for at each of them; null while there is none, and connections are refused.</summary>
    CertificateBundle? Current { get; }

    /// <summary>Why the node is not served as configured, as a phrase; null if it is.</summary>
    string? Problem { get; }

    /// <summary>Called when <see cref="Current"/> or <see cref="Problem"/> has changed; must return at once.</summary>
    event Action? Changed;

    /// <summary>Takes the node's addresses and names; a certificate that the cluster signs is for them.</summary>
    /// <param name="names">IP addresses and DNS names.</param>
    void SetNames(IReadOnlyList<string> names);
}
