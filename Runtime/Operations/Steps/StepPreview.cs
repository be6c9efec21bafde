using Reeve.Clusters;
using Reeve.Runtime.Operations.Journal;
using Reeve.Runtime.Operations.Secrets;

namespace Reeve.Runtime.Operations.Steps;

/// <summary>Looks at what the steps of a plan would find, without changing anything.</summary>
internal sealed class StepPreview(IClusterProvisioner provisioner, StepServices services, IReadOnlyList<AppliedStep> ledger)
{
    public async Task<OperationPreview> RunAsync(OperationBook book, ClusterPlan plan, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("reeve-preview");
        try
        {
            // Where the commands that look are recorded: nobody reads it.
            using var run = new OperationRun(
                OperationJournal.Create(Path.Combine(directory.FullName, "preview")), book, new StepOutput(Path.Combine(directory.FullName, "output")), new Redactor(), services.Time);
            var unknown = new List<FieldError>();
            var done = new HashSet<string>(StringComparer.Ordinal);
            foreach (var step in book.Intent.Steps)
            {
                try
                {
                    var check = await provisioner.CheckAsync(step, new StepContext(run, book[step.Id], services, ledger, dryRun: true), cancellationToken);
                    if (check.Done)
                    {
                        done.Add(step.Id);
                    }
                }
                catch (ProviderException e)
                {
                    unknown.Add(new FieldError { Field = step.Id, Message = e.Message });
                }
            }

            var steps = run.Look().Operation.Steps.Select(step => done.Contains(step.Id) && !step.IsRemoval ? step with { State = StepState.AlreadyDone } : step);
            return new OperationPreview { Steps = [.. steps], Costs = plan.Costs, Warnings = plan.Warnings, Unchecked = unknown };
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
