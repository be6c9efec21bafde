using System.Text.Json;

namespace Reeve.Plugins.OpenStack.Client.Http;

/// <summary>A request, as often as it is sent.</summary>
internal sealed record RestRequest
{
    /// <summary>What to do.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>With what.</summary>
    public required Uri Url { get; init; }

    /// <summary>The service that is asked.</summary>
    public required CloudService Service { get; init; }

    /// <summary>What is sent along.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>What is sent along in place of that, once.</summary>
    public Stream? Data { get; init; }

    /// <summary>The headers besides.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Whether the same once more does no harm, so that it is sent again even where it may have been done.</summary>
    public bool Repeatable { get; init; }

    /// <summary>Whether it only reads.</summary>
    public bool ChangesNothing => Method == HttpMethod.Get || Method == HttpMethod.Head;

    /// <summary>What it is, for messages: without query, which may be long.</summary>
    public string Description => $"{Method} {Url.AbsolutePath}";
}
