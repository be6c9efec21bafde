namespace Reeve.Plugins.Nginx.Configuration;

/// <summary>A variable of the configuration whose value follows from others (a <c>map</c>, or a <c>geo</c> for addresses).</summary>
/// <param name="Kind"><c>map</c> or <c>geo</c>.</param>
/// <param name="Source">What it follows from, escaped.</param>
/// <param name="Name">Without the dollar sign.</param>
internal sealed record Variable(string Kind, string Source, string Name)
{
    private readonly List<string> _lines = [];

    /// <summary>Adds a case; both are escaped.</summary>
    public void Add(string key, string value)
    {
        var line = $"{NginxText.Quote(key)} {NginxText.Quote(value)}";
        if (key.Length > NginxText.LongestParameter || value.Length > NginxText.LongestParameter)
        {
            throw new ProviderException(ErrorReason.Unsupported, "The conditions of the routes of one listener are together too long for nginx.") { Field = "routes" };
        }

        _lines.Add(line);
    }

    /// <summary>The value where no case fits, escaped.</summary>
    public string Default { get; init; } = "";

    public Dictionary<string, object?> ToModel() => new()
    {
        ["kind"] = Kind, ["source"] = NginxText.Quote(Source), ["name"] = Name, ["otherwise"] = NginxText.Quote(Default), ["cases"] = _lines,
    };
}
