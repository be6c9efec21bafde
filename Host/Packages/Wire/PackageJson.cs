using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Reeve.AspNetCore.Clusters.Wire;

namespace Reeve.Host.Packages.Wire;

/// <summary>JSON of packages, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowTrailingCommas = true,
    ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(PackageRequest))]
[JsonSerializable(typeof(PackageReport))]
[JsonSerializable(typeof(PackageStreamItem))]
[JsonSerializable(typeof(IReadOnlyList<PackageState>))]
[JsonSerializable(typeof(IReadOnlyList<FoundPackage>))]
[JsonSerializable(typeof(LockDocument))]
[JsonSerializable(typeof(Store.PackageRecord))]
internal sealed partial class PackageJson : JsonSerializerContext
{
    private static readonly Lazy<PackageJson> Files = new(static () => new PackageJson(new JsonSerializerOptions(Default!.Options)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // hashes in base64 and ranges are read by people; never put into a web page
    }));

    private static readonly Lazy<PackageJson> Bodies = new(static () => new PackageJson(new JsonSerializerOptions(ApiJson.Body.Options)));

    /// <summary>For bodies of the REST API: as those of its other routes.</summary>
    public static PackageJson Body => Bodies.Value;

    /// <summary>For files: indented, text as it is.</summary>
    public static PackageJson File => Files.Value;
}
