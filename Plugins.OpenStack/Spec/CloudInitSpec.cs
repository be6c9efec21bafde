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

    /// <summary>Where Kubernetes' programs come from: <c>packages</c> (pkgs.k8s.io) or <c>image</c> (they are in the image).</summary>
    public string Programs { get; set; } = Packages;

    /// <summary>The user who has a working kubectl on masters; empty: the image's first user.</summary>
    public string LoginUser { get; set; } = "";

    /// <summary>Commands that each machine runs before it joins.</summary>
    public List<string> Commands { get; set; } = [];
}
