using System.Text.Json.Serialization;
using Reeve.Plugins.Systemd.Networks;

namespace Reeve.Plugins.Systemd;

/// <summary>JSON of this plugin, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SystemdOptions))]
[JsonSerializable(typeof(Seccomp.OciSeccomp))]
[JsonSerializable(typeof(PodNetworkRecord))]
internal sealed partial class SystemdJson : JsonSerializerContext;
