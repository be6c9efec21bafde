using Reeve.Plugins.OpenStack.Kinds;

namespace Reeve.Plugins.OpenStack.Observation;

/// <summary>What this provisioner sees of a cluster in its cloud: for its own plans, and to be shown. Nothing secret.</summary>
internal sealed record CloudFacts
{
    /// <summary>Every resource, in the order in which they are made.</summary>
    public List<CloudResource> Resources { get; set; } = [];

    /// <summary>Where it differs from what it shall be: one sentence each.</summary>
    public List<string> Drift { get; set; } = [];

    /// <summary>The fields of its specification that are fixed, with the values that it was made with.</summary>
    public Dictionary<string, string> Fixed { get; set; } = [];

    /// <summary>Those of a kind.</summary>
    public IEnumerable<CloudResource> Of(string kind) => Resources.Where(resource => resource.Kind == kind);

    /// <summary>The one of a kind and name; null if there is none.</summary>
    public CloudResource? Find(string kind, string name) => Resources.FirstOrDefault(resource => resource.Kind == kind && resource.Name == name);
}
