using Reeve.Kubernetes;

namespace Reeve.Runtime.Kubernetes.Events;

/// <summary>What happened, before it is correlated.</summary>
internal sealed record RecordedEvent(
    ObjectReference About, string Type, string Reason, string Message, IReadOnlyDictionary<string, string>? Annotations, DateTimeOffset Time)
{
    /// <summary>Names the object, whatever its version and field.</summary>
    public string ObjectKey => string.Join('/', About.Kind, About.Namespace, About.Name, About.Uid, About.ApiVersion);
}
