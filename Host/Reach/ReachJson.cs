using System.Text.Json.Serialization;

namespace Reeve.Host.Reach;

/// <summary>JSON of the names of clusters on disk, without reflection.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class ReachJson : JsonSerializerContext;
