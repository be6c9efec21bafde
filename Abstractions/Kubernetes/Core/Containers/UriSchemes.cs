namespace Reeve.Kubernetes;

/// <summary>Schemes of HTTP checks.</summary>
public static class UriSchemes
{
    /// <summary>HTTP.</summary>
    public const string Http = "HTTP";

    /// <summary>HTTPS, without verification of the certificate.</summary>
    public const string Https = "HTTPS";
}
