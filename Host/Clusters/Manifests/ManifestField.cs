using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Reeve.AspNetCore.Clusters.Grpc.V1Alpha1;

namespace Reeve.Host.Clusters.Manifests;

/// <summary>What may stand in a field of a manifest.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Fields">The fields of an object, by name.</param>
internal sealed record ManifestField(ManifestFieldKind Kind, IReadOnlyDictionary<string, ManifestField> Fields)
{
    private static readonly IReadOnlyDictionary<string, ManifestField> NoFields = new Dictionary<string, ManifestField>();
    private static readonly ManifestField Text = Of(ManifestFieldKind.Text);
    private static readonly ManifestField Any = Of(ManifestFieldKind.Any);

    /// <summary>A manifest: the message of the API, which either shape of the specification may fill.</summary>
    public static ManifestField Root { get; } = Object(
        ("apiVersion", Text),
        ("kind", Text),
        ("metadata", Object(("name", Text), ("tenant", Text), ("labels", Any), ("annotations", Any))),
        ("spec", Spec),
        ("status", Any));

    /// <summary>A manifest of a flavor, as <c>reeve flavors show -o yaml</c> writes it.</summary>
    public static ManifestField Flavor { get; } = Object(
        ("name", Text), ("tenant", Text), ("type", Text), ("description", Text), ("spec", Spec),
        ("revision", Any), ("createdAt", Any), ("createdBy", Any), ("plugin", Any), ("usedBy", Any), ("revisions", Any));

    private static ManifestField Spec => Object([.. OfMessage(ClusterSpec.Descriptor).Fields.Select(static part => (part.Key, part.Value)), (ReadmeShape.Parameters, ReadmeParameters)]);

    // The same things under other names; the plugins' fields are longer by what the other shape can say.
    private static ManifestField ReadmeParameters => Object(
        ("apiServer", OfMessage(ClusterAPIServer.Descriptor)),
        ("networking", Object(("podSubnet", Text), ("svcSubnet", Text))),
        ("cni", Object(("type", Text), ("version", Text), ("manifestURL", Text))),
        ("csi", Object(("type", Text), ("version", Text))));

    private static ManifestField Of(ManifestFieldKind kind) => new(kind, NoFields);

    private static ManifestField Object(params (string Name, ManifestField Field)[] fields) =>
        new(ManifestFieldKind.Object, fields.ToDictionary(field => field.Name, field => field.Field, StringComparer.Ordinal));

    private static ManifestField OfMessage(MessageDescriptor message) => Object([.. message.Fields.InDeclarationOrder().Select(field => (field.JsonName, OfField(field)))]);

    private static ManifestField OfField(FieldDescriptor field) => field switch
    {
        { IsMap: true } => Of(ManifestFieldKind.Texts),
        { IsRepeated: true, FieldType: FieldType.Message } => OfMessage(field.MessageType) with { Kind = ManifestFieldKind.Objects },
        { IsRepeated: true } => Of(ManifestFieldKind.List),
        { FieldType: FieldType.Int32 } => Of(ManifestFieldKind.Number),
        { FieldType: FieldType.Bool } => Of(ManifestFieldKind.Boolean),
        { FieldType: FieldType.Message } when field.MessageType.FullName == Struct.Descriptor.FullName => Any,
        { FieldType: FieldType.Message } => OfMessage(field.MessageType),
        _ => Text,
    };
}
