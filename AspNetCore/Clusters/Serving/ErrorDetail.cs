using System.Text.Json.Serialization;

namespace Reeve.AspNetCore.Clusters.Serving;

/// <summary>A particular of an error: of the types <c>BadRequest</c> and <c>ResourceInfo</c> of <c>google.rpc</c>.</summary>
internal sealed record ErrorDetail
{
    private const string Types = "type.googleapis.com/google.rpc.";

    /// <summary>What it is.</summary>
    [JsonPropertyName("@type")]
    public required string Type { get; init; }

    /// <summary>Fields that are wrong.</summary>
    public IReadOnlyList<FieldViolation>? FieldViolations { get; init; }

    /// <summary>What is in the way: <c>operation</c>.</summary>
    public string? ResourceType { get; init; }

    /// <summary>Its name: the operation's id.</summary>
    public string? ResourceName { get; init; }

    /// <summary>Fields that are wrong.</summary>
    public static ErrorDetail OfFields(params IEnumerable<FieldViolation> fields) => new() { Type = Types + "BadRequest", FieldViolations = [.. fields] };

    /// <summary>The operation that is in the way.</summary>
    public static ErrorDetail OfOperation(string id) => new() { Type = Types + "ResourceInfo", ResourceType = "operation", ResourceName = id };
}
