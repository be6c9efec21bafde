namespace Reeve.Runtime.Kubernetes.Requests;

/// <summary>Which objects to list, and how fresh.</summary>
public sealed record ListOptions
{
    /// <summary>Labels to select by, such as <c>app=web,tier!=cache</c>; null for all.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Fields to select by, such as <c>spec.nodeName=n1</c>; null for all.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Most items of a page; null for all at once.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the next page begins, from <c>metadata.continue</c> of the former one.</summary>
    public string? Continue { get; init; }

    /// <summary>Null reads from a quorum; <c>0</c> takes what the server has at hand; another is the oldest that will do.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary><c>NotOlderThan</c> or <c>Exact</c>; null lets the server choose.</summary>
    public string? ResourceVersionMatch { get; init; }
}
