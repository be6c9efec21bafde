using System.Text.Json;
using Reeve.AspNetCore.Clusters.Wire;

namespace Reeve.Host.Clusters.Client;

/// <summary>
/// Puts an operation together from server-sent events: <c>operation</c> with all of it, or without steps where those are as before; <c>step</c>
/// with one of them; <c>end</c> with all of it at last. For one thread.
/// </summary>
internal sealed class OperationChanges
{
    private readonly List<StepDocument> _steps = [];
    private OperationDocument _operation = new();

    /// <summary>Takes an event.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="data">What it says.</param>
    /// <returns>The operation after it.</returns>
    public OperationDocument Apply(string kind, ReadOnlySpan<byte> data)
    {
        if (kind == "step")
        {
            var step = JsonSerializer.Deserialize(data, ApiJson.TypeInfo<StepDocument>())!;
            var place = _steps.FindIndex(known => known.Id == step.Id && known.Removal == step.Removal);
            if (place < 0)
            {
                _steps.Add(step);
            }
            else
            {
                _steps[place] = step;
            }
        }
        else
        {
            _operation = JsonSerializer.Deserialize(data, ApiJson.TypeInfo<OperationDocument>())!;
            if (_operation.Steps is { } all)
            {
                _steps.Clear();
                _steps.AddRange(all);
            }
        }

        return _operation with { Steps = [.. _steps] };
    }
}
