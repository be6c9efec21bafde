using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Spec;

/// <summary>What machines do at their first start.</summary>
internal sealed record CloudInitSpec
{
    public const string Packages = "packages";
    public const string Image = "image";

    /// <summary>A template (Handlebars) instead of the plugin's own, for masters; empty for that.</summary>
    public string MasterTemplate { get; set; } = "";

    /// <summary>A template (Handlebars) instead of the plugin's own, for workers; empty for that.</summary>
    public string WorkerTemplate { get; set; } = "";

    /// <summary>Where Kubernetes' programs come from: <c>packages</c> (what the distribution publishes: pkgs.k8s.io, or k3s' release) or <c>image</c> (they are in the image).</summary>
    public string Programs { get; set; } = Packages;

    /// <summary>Where the program of k3s comes from, and what it must be; null for its release.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // what machines are made with is hashed in this form
    public ProgramSource? Source { get; set; }

    /// <summary>The user who has a working kubectl on masters; empty: the image's first user.</summary>
    public string LoginUser { get; set; } = "";

    /// <summary>Commands that each machine runs before it joins.</summary>
    public List<string> Commands { get; set; } = [];
}
