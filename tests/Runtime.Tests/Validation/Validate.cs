using Reeve.Kubernetes;
using Reeve.Runtime.Manifests.Defaults;
using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Tests.Validation;

/// <summary>Validates pods that are written as JSON.</summary>
internal static class Validate
{
    /// <summary>The errors of a pod with a specification, joined by lines.</summary>
    public static string Spec(string spec) => Join(PodValidator.Validate(PodDefaulter.Apply(
        KubernetesJson.Deserialize<Pod>($$"""{"metadata":{"name":"p"},"spec":{{spec}}}"""))));

    /// <summary>The errors of a pod with one more field beside a valid container.</summary>
    public static string With(string field) => Spec($$"""{"containers":[{"name":"c","image":"i"}],{{field}}}""");

    /// <summary>The errors of a pod whose one container has more fields.</summary>
    public static string Container(string fields) => Spec($$"""{"containers":[{"name":"c","image":"i",{{fields}}}]}""");

    /// <summary>The errors of a pod with a volume.</summary>
    public static string Volume(string volume) => With($$"""
        "volumes":[{{volume}}]
        """);

    public static string Join(IReadOnlyList<FieldError> errors) => string.Join('\n', errors);
}
