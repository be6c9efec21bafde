using System.Diagnostics;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>Names an instance for people and for metrics.</summary>
internal sealed class GuardIdentity
{
    public GuardIdentity(ProviderKind kind, string provider, ProviderInstance instance)
    {
        (Kind, Provider, Instance) = (kind, provider, instance);
        Label = $"{provider} of {instance.Name}";
        Tags = new TagList
        {
            { "reeve.provider.kind", ProviderInfo.KindText(kind) },
            { "reeve.provider.name", provider },
            { "reeve.provider.instance", instance.Name },
        };
    }

    public ProviderKind Kind { get; }

    public string Provider { get; }

    public ProviderInstance Instance { get; }

    /// <summary>For people: <c>process of node-a</c>.</summary>
    public string Label { get; }

    public TagList Tags { get; }
}
