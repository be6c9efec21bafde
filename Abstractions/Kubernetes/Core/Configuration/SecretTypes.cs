namespace Reeve.Kubernetes;

/// <summary>Types of Secrets.</summary>
public static class SecretTypes
{
    /// <summary>Anything.</summary>
    public const string Opaque = "Opaque";

    /// <summary>A service account's token.</summary>
    public const string ServiceAccountToken = "kubernetes.io/service-account-token";

    /// <summary>Registry credentials, old format.</summary>
    public const string Dockercfg = "kubernetes.io/dockercfg";

    /// <summary>Registry credentials.</summary>
    public const string DockerConfigJson = "kubernetes.io/dockerconfigjson";

    /// <summary>User and password.</summary>
    public const string BasicAuth = "kubernetes.io/basic-auth";

    /// <summary>An SSH key.</summary>
    public const string SshAuth = "kubernetes.io/ssh-auth";

    /// <summary>A certificate and its key.</summary>
    public const string Tls = "kubernetes.io/tls";

    /// <summary>A bootstrap token.</summary>
    public const string BootstrapToken = "bootstrap.kubernetes.io/token";
}
