namespace Reeve.Kubernetes;

/// <summary>Well-known keys in Secrets.</summary>
public static class SecretKeys
{
    /// <summary>Registry credentials.</summary>
    public const string DockerConfigJson = ".dockerconfigjson";

    /// <summary>Registry credentials, old format.</summary>
    public const string Dockercfg = ".dockercfg";

    /// <summary>Certificate, in PEM.</summary>
    public const string TlsCertificate = "tls.crt";

    /// <summary>Private key, in PEM.</summary>
    public const string TlsPrivateKey = "tls.key";

    /// <summary>Service account token.</summary>
    public const string ServiceAccountToken = "token";

    /// <summary>Certificate of the cluster's CA, in PEM.</summary>
    public const string ServiceAccountCA = "ca.crt";

    /// <summary>Namespace of the service account.</summary>
    public const string ServiceAccountNamespace = "namespace";
}
