namespace Reeve.Plugins.OpenStack.Client;

/// <summary>A text that must not get into messages and logs: it shows itself as stars.</summary>
internal readonly struct Secret(string value)
{
    /// <summary>The text.</summary>
    public string Reveal() => value;

    /// <inheritdoc/>
    public override string ToString() => "***";
}
