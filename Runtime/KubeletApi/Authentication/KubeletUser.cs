namespace Reeve.Runtime.KubeletApi.Authentication;

/// <summary>Who asks.</summary>
internal sealed record KubeletUser
{
    public required string Name { get; init; }

    public string? Uid { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Tells users apart, with all that their rights may depend on.</summary>
    public string Key => string.Join('\u0001', [Name, Uid ?? "", .. Groups, "\u0002", .. Extra.Select(static pair => $"{pair.Key}\u0003{string.Join('\u0003', pair.Value)}")]);
}
