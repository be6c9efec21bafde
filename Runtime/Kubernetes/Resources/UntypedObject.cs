using Reeve.Kubernetes;

namespace Reeve.Runtime.Kubernetes.Resources;

/// <summary>An object of any kind: what is beside type and metadata is in <see cref="KubernetesRecord.UnknownFields"/>.</summary>
public sealed record UntypedObject() : KubernetesObject("", "");
