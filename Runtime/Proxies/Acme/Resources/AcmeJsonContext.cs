using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reeve.Runtime.Proxies.Acme.Resources;

/// <summary>How the authority's documents are read and written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DirectoryResource))]
[JsonSerializable(typeof(AccountResource))]
[JsonSerializable(typeof(OrderRequest))]
[JsonSerializable(typeof(OrderResource))]
[JsonSerializable(typeof(AuthorizationResource))]
[JsonSerializable(typeof(ChallengeResource))]
[JsonSerializable(typeof(FinalizeRequest))]
[JsonSerializable(typeof(ProblemResource))]
[JsonSerializable(typeof(RenewalInfoResource))]
[JsonSerializable(typeof(PendingOrder))]
[JsonSerializable(typeof(StoredAccount))]
internal sealed partial class AcmeJsonContext : JsonSerializerContext;
