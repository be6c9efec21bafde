namespace Reeve.Plugins.Nginx.Certificates;

/// <summary>A certificate as nginx reads it.</summary>
/// <param name="Chain">The file of the chain, relative to the instance's directory.</param>
/// <param name="Key">The file of the key, relative to the instance's directory.</param>
/// <param name="ChainPem">What is in the former.</param>
/// <param name="KeyPem">What is in the latter.</param>
internal sealed record CertificateFile(string Chain, string Key, string ChainPem, string KeyPem)
{
    /// <inheritdoc/>
    public override string ToString() => Chain;
}
