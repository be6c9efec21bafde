using System.Text.Json;
using System.Text.RegularExpressions;
using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>A step while it is done: its arguments, and what earlier steps made.</summary>
internal sealed partial class StepRun<TArguments>(ClusterStep step, TArguments arguments, IStepContext context)
{
    public TArguments Arguments => arguments;

    public ClusterStep Step => step;

    public IStepContext Context => context;

    /// <summary>An output of an earlier step; null if it has none of this name, or was not done.</summary>
    public string? Find(string stepId, string output)
    {
        try
        {
            return context.GetOutputs(stepId).TryGetProperty(output, out var value) ? value.GetString() : null;
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.NotFound)
        {
            return null;
        }
    }

    /// <summary>Whether an earlier step was done.</summary>
    public bool IsDone(string stepId)
    {
        try
        {
            context.GetOutputs(stepId);
            return true;
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.NotFound)
        {
            return false;
        }
    }

    /// <summary>A text with the outputs that it refers to: <c>${network.id}</c>.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: there is no such output.</exception>
    public string Fill(string text) => Reference().Replace(text, match => Find(match.Groups[1].Value, match.Groups[2].Value)
        ?? throw new ProviderException(ErrorReason.NotFound, $"The step {step.Id} needs {match.Value}, which no step has made."));

    /// <summary>The same in all texts of a JSON value.</summary>
    public JsonElement Fill(JsonElement body)
    {
        // Outputs are ids, addresses and base64: nothing that JSON would have to escape.
        using var filled = JsonDocument.Parse(Fill(body.GetRawText()));
        return filled.RootElement.Clone();
    }

    [GeneratedRegex(@"\$\{([a-z0-9][a-z0-9.-]*)\.([A-Za-z]+)\}")]
    private static partial Regex Reference();
}
