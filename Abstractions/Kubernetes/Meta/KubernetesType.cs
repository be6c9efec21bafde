using System.Text.Json.Serialization;

namespace Reeve.Kubernetes;

/// <summary>Base of everything that names its own type in JSON.</summary>
public abstract record KubernetesType : KubernetesRecord
{
    /// <summary>Creates an empty object of the given type.</summary>
    protected KubernetesType(string apiVersion, string kind)
    {
        ApiVersion = apiVersion;
        Kind = kind;
    }

    /// <summary><c>group/version</c>, or the version alone for the core group. Items of lists may lack it in JSON: then it is the type's own.</summary>
    [JsonPropertyOrder(-3)]
    public string ApiVersion { get; init => field = value ?? field; }

    /// <summary>Kind. Items of lists may lack it in JSON: then it is the type's own.</summary>
    [JsonPropertyOrder(-2)]
    public string Kind { get; init => field = value ?? field; }
}
