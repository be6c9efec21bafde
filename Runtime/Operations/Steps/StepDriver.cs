using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Operations.Journal;

namespace Reeve.Runtime.Operations.Steps;

/// <summary>Takes single steps of one operation forward and back, with the lines of the journal around each.</summary>
internal sealed class StepDriver(OperationRun run, IClusterProvisioner provisioner, StepServices services, IReadOnlyList<AppliedStep> ledger, int undoTries)
{
    /// <summary>Applies a step.</summary>
    /// <returns>Null if its effect was seen, else why not: one sentence.</returns>
    /// <exception cref="OperationCanceledException">It was interrupted; the journal says how far it came.</exception>
    /// <exception cref="JournalException">The journal cannot be written.</exception>
    public async Task<string?> ForwardAsync(StepBook step, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(step.Step.Deadline, services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var failure = await AttemptAsync(() => ApplyAsync(step, either.Token), step, deadline.Token, cancellationToken);
        if (failure is not null)
        {
            run.Append(OperationRecordKind.Failed, step.Step.Id, message: failure);
        }

        return failure;
    }

    /// <summary>Takes a step back, trying several times.</summary>
    /// <returns>Null if what was there before is there again, else why not: one sentence.</returns>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    /// <exception cref="JournalException">The journal cannot be written.</exception>
    public async Task<string?> BackAsync(StepBook step, CancellationToken cancellationToken)
    {
        run.Append(OperationRecordKind.Undoing, step.Step.Id);
        for (var attempt = 1; ; attempt++)
        {
            using var deadline = new CancellationTokenSource(step.Step.Deadline, services.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            var failure = await AttemptAsync(
                () => provisioner.UndoAsync(step.Step, OperationJson.OrEmpty(step.Prior), Context(step), either.Token), step, deadline.Token, cancellationToken);
            if (failure is null)
            {
                run.Append(OperationRecordKind.Undone, step.Step.Id);
                return null;
            }

            if (attempt == undoTries)
            {
                return failure;
            }

            run.Note(step, failure);
            await Task.Delay(Pauses.BeforeTry(attempt), services.Time, cancellationToken);
        }
    }

    /// <summary>Runs something of the provisioner's; what it throws is a failure, unless the caller interrupted it.</summary>
    private async Task<string?> AttemptAsync(Func<Task> action, StepBook step, CancellationToken deadline, CancellationToken interrupted)
    {
        try
        {
            await action();
            return null;
        }
        catch (JournalException)
        {
            throw;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return $"{step.Step.Title}: not done within {step.Step.Deadline}.";
        }
        catch (Exception e)
        {
            // Whatever a provisioner throws, expected or not, ends the step and not the agent.
            return run.Redactor.Redact($"{step.Step.Title}: {e.Message}");
        }
    }

    private async Task ApplyAsync(StepBook step, CancellationToken cancellationToken)
    {
        var context = Context(step);
        if (!step.IsChecked)
        {
            var check = await provisioner.CheckAsync(step.Step, context, cancellationToken);
            var isKnown = ledger.Any(entry => entry.Step.Id == step.Step.Id);
            run.Append(
                OperationRecordKind.Checked, step.Step.Id, check.Prior, check.Outputs, check.Done, check.Ours && !isKnown);
        }

        if (!step.WasThere && !step.IsApplied)
        {
            var outputs = await RepeatAsync(() => provisioner.ApplyAsync(step.Step, OperationJson.OrEmpty(step.Prior), context, cancellationToken), step, static (_, tries) => Pauses.BeforeTry(tries), cancellationToken);
            run.Append(OperationRecordKind.Applied, step.Step.Id, outputs: outputs);
        }

        await RepeatAsync(
            async () =>
            {
                await provisioner.VerifyAsync(step.Step, context, cancellationToken);
                return default(JsonElement);
            },
            step,
            static (waited, _) => Pauses.BeforeLook(waited),
            cancellationToken);
        run.Append(OperationRecordKind.Verified, step.Step.Id);
    }

    /// <summary>Repeats what fails for a reason that may pass, until the step's deadline.</summary>
    /// <param name="pause">How long to wait, by the time that has passed since the first try and the number of tries.</param>
    private async Task<JsonElement> RepeatAsync(Func<Task<JsonElement>> action, StepBook step, Func<TimeSpan, int, TimeSpan> pause, CancellationToken cancellationToken)
    {
        var start = services.Time.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await action();
            }
            catch (ProviderException e) when (e.Reason is ErrorReason.Transient && !cancellationToken.IsCancellationRequested)
            {
                run.Note(step, e.Message);
                var delay = pause(services.Time.GetElapsedTime(start), tries);
                await Task.Delay(e.RetryAfter > delay ? e.RetryAfter.Value : delay, services.Time, cancellationToken);
            }
        }
    }

    private StepContext Context(StepBook step) => new(run, step, services, ledger, dryRun: false);
}
