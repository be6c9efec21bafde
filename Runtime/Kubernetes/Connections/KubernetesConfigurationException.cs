namespace Reeve.Runtime.Kubernetes.Connections;

/// <summary>The configuration of a connection is missing or wrong. The text names file, field and value, but no secret.</summary>
public sealed class KubernetesConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
