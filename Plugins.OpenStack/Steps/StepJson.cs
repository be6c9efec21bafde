using System.Text.Json;
using System.Text.Json.Serialization;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Client.Compute;
using Reeve.Plugins.OpenStack.Client.LoadBalancing;
using Reeve.Plugins.OpenStack.Client.Networking;
using Reeve.Plugins.OpenStack.Client.Volumes;
using Reeve.Plugins.OpenStack.Handover;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Pki;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>JSON of steps, secrets and observations, without reflection. What was written once must stay readable: journals hold it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(AddressArguments))]
[JsonSerializable(typeof(AdoptArguments))]
[JsonSerializable(typeof(TakeArguments))]
[JsonSerializable(typeof(ClaimArguments))]
[JsonSerializable(typeof(ClusterArguments))]
[JsonSerializable(typeof(ClusterId))]
[JsonSerializable(typeof(DeleteArguments))]
[JsonSerializable(typeof(EtcdArguments))]
[JsonSerializable(typeof(ForgetArguments))]
[JsonSerializable(typeof(InterfaceArguments))]
[JsonSerializable(typeof(MemberArguments))]
[JsonSerializable(typeof(NodesArguments))]
[JsonSerializable(typeof(RecordArguments))]
[JsonSerializable(typeof(ResourceArguments))]
[JsonSerializable(typeof(ListenerArguments))]
[JsonSerializable(typeof(RuleArguments))]
[JsonSerializable(typeof(RulesArguments))]
[JsonSerializable(typeof(ServersArguments))]
[JsonSerializable(typeof(TagArguments))]
[JsonSerializable(typeof(TokenArguments))]
[JsonSerializable(typeof(VersionArguments))]
[JsonSerializable(typeof(PkiMaterial))]
[JsonSerializable(typeof(JoinToken))]
[JsonSerializable(typeof(CloudFacts))]
[JsonSerializable(typeof(FloatingIpCreate))]
[JsonSerializable(typeof(HealthMonitorCreate))]
[JsonSerializable(typeof(KeyPairCreate))]
[JsonSerializable(typeof(ListenerCreate))]
[JsonSerializable(typeof(LoadBalancerCreate))]
[JsonSerializable(typeof(NetworkCreate))]
[JsonSerializable(typeof(PoolCreate))]
[JsonSerializable(typeof(PortCreate))]
[JsonSerializable(typeof(RouterCreate))]
[JsonSerializable(typeof(SecurityGroupCreate))]
[JsonSerializable(typeof(ServerCreate))]
[JsonSerializable(typeof(ServerGroupCreate))]
[JsonSerializable(typeof(SubnetCreate))]
[JsonSerializable(typeof(VolumeCreate))]
internal sealed partial class StepJson : JsonSerializerContext;
