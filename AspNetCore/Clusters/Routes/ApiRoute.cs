using Reeve.AspNetCore.Clusters.Security;

namespace Reeve.AspNetCore.Clusters.Routes;

/// <summary>Something that can be called.</summary>
internal sealed record ApiRoute
{
    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path; <c>{name}</c> stands for a part.</summary>
    public required string Path { get; init; }

    /// <summary>Its name in the description of the API.</summary>
    public required string Id { get; init; }

    /// <summary>What it does, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>What a caller has to be.</summary>
    public ApiRole Role { get; init; } = ApiRole.Read;

    /// <summary>Whether it changes something.</summary>
    public bool Mutates { get; init; }

    /// <summary>Whether it keeps to the tenants of a caller who is confined to some. He may not call the others.</summary>
    public bool KnowsTenants { get; init; }

    /// <summary>Answers.</summary>
    public required Func<ApiCall, Task> Handler { get; init; }

    /// <summary>The type of the body that it takes; null for none.</summary>
    public Type? Takes { get; init; }

    /// <summary>The type of the body that it gives; null for a text.</summary>
    public Type? Gives { get; init; }

    /// <summary>The media type of what it gives.</summary>
    public string MediaType { get; init; } = "application/json";

    /// <summary>Parameters after the question mark, with what they are.</summary>
    public IReadOnlyList<(string Name, string Description)> Query { get; init; } = [];

    /// <summary>Whether it goes on with server-sent events where they are asked for.</summary>
    public bool Streams { get; init; }

    /// <summary>What kind of things it is about one of: <c>clusters</c>, <c>proxies</c>, …; null if it is about none of them.</summary>
    public string? Kind => Segments is ["api", "v1", var kind, "{name}", ..] ? kind : null;

    /// <summary>The parts of the path.</summary>
    public string[] Segments => field ??= Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
