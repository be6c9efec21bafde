using System.Text.Json.Serialization;

namespace Reeve.Kubernetes;

/// <summary>One converter for each kind that can be watched; an open generic one cannot be made without reflection.</summary>
internal static class WatchEventConverters
{
    public static IReadOnlyList<JsonConverter> All { get; } =
    [
        new WatchEventConverter<Pod>(),
        new WatchEventConverter<PodTemplate>(),
        new WatchEventConverter<PersistentVolumeClaim>(),
        new WatchEventConverter<PersistentVolume>(),
        new WatchEventConverter<Node>(),
        new WatchEventConverter<ConfigMap>(),
        new WatchEventConverter<Secret>(),
        new WatchEventConverter<Service>(),
        new WatchEventConverter<Namespace>(),
        new WatchEventConverter<ServiceAccount>(),
        new WatchEventConverter<Event>(),
        new WatchEventConverter<EventsV1Event>(),
        new WatchEventConverter<Lease>(),
        new WatchEventConverter<CertificateSigningRequest>(),
        new WatchEventConverter<RuntimeClass>(),
    ];
}
