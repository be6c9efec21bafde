namespace Reeve.Plugins.OpenStack.Client.Compute;

/// <summary>Why a server is in <c>ERROR</c>, in Nova's words.</summary>
internal sealed record ServerFault
{
    /// <summary>An HTTP status.</summary>
    public int Code { get; set; }

    /// <summary>One sentence.</summary>
    public string Message { get; set; } = "";

    /// <summary>Shown to administrators alone.</summary>
    public string? Details { get; set; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset? Created { get; set; }
}
