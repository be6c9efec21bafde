namespace Reeve.TestKit.Conformance;

/// <summary>Runs the cases of a suite, each with a session of its own.</summary>
internal static class CaseRunner
{
    /// <summary>No single case may take longer.</summary>
    private static readonly TimeSpan CaseDeadline = TimeSpan.FromMinutes(2);

    public static async Task<ConformanceReport> RunAsync<TSession>(
        string contract,
        IReadOnlyList<ConformanceCase<TSession>> cases,
        Func<CancellationToken, Task<TSession>> open,
        Func<string, bool>? select,
        CancellationToken cancellationToken)
        where TSession : IAsyncDisposable
    {
        var results = new List<RequirementResult>();
        foreach (var @case in cases)
        {
            if (select?.Invoke(@case.Id) ?? true)
            {
                results.Add(await RunAsync(@case, open, cancellationToken).ConfigureAwait(false));
            }
        }

        return new ConformanceReport { Contract = contract, Results = results };
    }

    private static async Task<RequirementResult> RunAsync<TSession>(
        ConformanceCase<TSession> @case, Func<CancellationToken, Task<TSession>> open, CancellationToken cancellationToken)
        where TSession : IAsyncDisposable
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(CaseDeadline);
        try
        {
            var session = await open(deadline.Token).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                await @case.Check(session, deadline.Token).ConfigureAwait(false);
            }

            return Result(RequirementOutcome.Passed, "");
        }
        catch (NotApplicableException exception)
        {
            return Result(RequirementOutcome.NotApplicable, exception.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            return Result(RequirementOutcome.Failed, $"not done within {CaseDeadline.TotalSeconds} s");
        }
        catch (Exception exception)
        {
            // Whatever a provider throws is a finding of the report, not a fault of the suite.
            return Result(RequirementOutcome.Failed, exception is RequirementFailedException ? exception.Message : exception.ToString());
        }

        RequirementResult Result(RequirementOutcome outcome, string message) =>
            new() { Requirement = @case.Requirement, Outcome = outcome, Message = message };
    }
}
