namespace Reeve.Runtime.Clusters.Desires;

/// <summary>Fields of a cluster as errors name them.</summary>
internal static class ClusterFields
{
    public const string Name = "metadata.name";
    public const string Type = "spec.clusterType";
    public const string Flavor = "spec.flavor";
    public const string Tenant = "metadata.tenant";
    public const string EdgeName = "spec.edge.name";
    public const string EdgePorts = "spec.edge.ports";
    public const string Version = "spec.version";
    public const string PodSubnet = "spec.networking.podSubnet";
    public const string ServiceSubnet = "spec.networking.svcSubnet";
    public const string Cni = "spec.networking.clusterCni";
    public const string CniName = "spec.networking.clusterCni.name";
    public const string CniVersion = "spec.networking.clusterCni.version";
    public const string CniManifest = "spec.networking.cniManifestURL";
    public const string Storage = "spec.storage.clusterCsi";
    public const string CertificateNames = "spec.apiServer.certSANs";
    public const string ExtraArguments = "spec.extraArgs";
    public const string RegistryName = "spec.clusterRuntime.clusterCri.privateRegistryFQDN";
    public const string RegistryEndpoints = "spec.clusterRuntime.clusterCri.privateRegistryEndpoints";
    public const string RegistryUser = "spec.clusterRuntime.clusterCri.registryAuth.username";
    public const string RegistryPassword = "spec.clusterRuntime.clusterCri.registryAuth.password";
    public const string RegistryCertificates = "spec.clusterRuntime.clusterCri.certFiles";
    public const string Provider = "spec.provider";

    public static FieldError Required(string field, string what) => new() { Field = field, Message = $"Required value: {what}" };

    public static FieldError Invalid(string field, string value, string why) => new() { Field = field, Message = $"Invalid value: \"{value}\": {why}" };

    public static FieldError Forbidden(string field, string value, string why) => new() { Field = field, Message = $"Forbidden: \"{value}\": {why}" };
}
