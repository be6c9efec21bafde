using System.Text.Json;
using System.Text.Json.Serialization;
using Reeve.Runtime.Clusters.Flavors;
using Reeve.Runtime.Clusters.Handover;
using Reeve.Runtime.Clusters.Provisioners;
using Reeve.Runtime.Clusters.Workloads;

namespace Reeve.Runtime.Clusters.State;

/// <summary>JSON of clusters on disk, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ClusterDocument))]
[JsonSerializable(typeof(ClusterGoal))]
[JsonSerializable(typeof(HandoverDocument))]
[JsonSerializable(typeof(FlavorDocument))]
[JsonSerializable(typeof(FlavorContent))]
[JsonSerializable(typeof(FlavorPresetList))]
[JsonSerializable(typeof(StoppedWorkloads))]
[JsonSerializable(typeof(AgentStepArguments))]
internal sealed partial class ClusterJson : JsonSerializerContext;
