using Microsoft.AspNetCore.Http;
using Reeve.AspNetCore.Clusters.Mapping;
using Reeve.Runtime.Operations;

namespace Reeve.AspNetCore.Clusters.Routes;

/// <summary>
/// An operation as server-sent events: <c>operation</c> with all of it at first, then <c>step</c> for each step that changed and <c>operation</c> without steps
/// where the rest did, and <c>end</c> with all of it at last.
/// </summary>
/// <param name="response">Where they go.</param>
/// <param name="time">The clock.</param>
internal sealed class OperationEvents(HttpResponse response, TimeProvider time)
{
    private readonly EventStream _stream = new(response, time);
    private readonly Dictionary<string, byte[]> _steps = [];
    private byte[]? _head;

    /// <summary>Writes them until the operation has ended, is stuck, or the caller has gone.</summary>
    public async Task WriteAsync(IAsyncEnumerable<Operation> changes, CancellationToken cancellationToken)
    {
        Operation? last = null;
        await _stream.RunAsync(changes, operation => WriteChangesAsync(last = operation, cancellationToken), cancellationToken);
        if (last is not null)
        {
            await _stream.WriteAsync("end", EventStream.Line(OperationDocuments.Of(last)), cancellationToken);
        }
    }

    private async Task WriteChangesAsync(Operation operation, CancellationToken cancellationToken)
    {
        var document = OperationDocuments.Of(operation);
        var head = EventStream.Line(document with { Steps = null });
        var isFirst = _head is null;
        if (isFirst || !head.AsSpan().SequenceEqual(_head))
        {
            await _stream.WriteAsync("operation", isFirst ? EventStream.Line(document) : head, cancellationToken);
            _head = head;
        }

        foreach (var step in document.Steps!)
        {
            var key = $"{step.Removal}/{step.Id}";
            var line = EventStream.Line(step);
            if (!isFirst && !(_steps.TryGetValue(key, out var before) && before.AsSpan().SequenceEqual(line)))
            {
                await _stream.WriteAsync("step", line, cancellationToken);
            }

            _steps[key] = line;
        }
    }
}
