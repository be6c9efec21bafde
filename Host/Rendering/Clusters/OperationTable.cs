using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Host.CommandLine;

namespace Reeve.Host.Rendering.Clusters;

/// <summary>Operations in rows.</summary>
internal static class OperationTable
{
    /// <summary>Writes them.</summary>
    public static void Write(Cli cli, IReadOnlyList<OperationDocument> operations)
    {
        var now = cli.Time.GetUtcNow();
        var table = new TextTable("ID", "PURPOSE", "STATE", "TOOK", "AGE", "BY", "ERROR");
        foreach (var operation in operations)
        {
            table.Add(
                operation.Id ?? "",
                OperationWords.Purpose(operation),
                OperationWords.State(operation.State),
                Elapsed.Between(operation.StartedAt, operation.EndedAt, now),
                Age.Since(Elapsed.Time(operation.StartedAt), cli.Time),
                operation.RequestedBy ?? "",
                operation.Error ?? "");
        }

        table.WriteTo(cli.Out);
    }
}
