using System.Text;
using System.Text.Json;
using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Steps;
using Reeve.Testing;

namespace Reeve.Plugins.Kubeadm.Tests;

/// <summary>Hands of a step that is tested by itself: commands are run, or answered by the test; files are real.</summary>
internal sealed class TestContext : IStepContext
{
    public string OperationId { get; set; } = "op-1";

    public bool DryRun { get; set; }

    public Dictionary<string, string> Secrets { get; } = [];

    /// <summary>Answers commands instead of running them.</summary>
    public Func<StepCommand, CommandResult>? Answer { get; init; }

    public IClusterApi? Api { get; init; }

    /// <summary>The machine's files, where a test has others than this machine; null for real ones.</summary>
    public Dictionary<string, string>? Files { get; init; }

    /// <summary>Commands that changed something.</summary>
    public List<string> Changes { get; } = [];

    public List<string> Progress { get; } = [];

    /// <summary>Takes a step forward as the engine does.</summary>
    public async Task<StepCheck> DoAsync(IStepKind kind, ClusterStep step)
    {
        var check = await kind.CheckAsync(step, this, CancellationToken.None);
        var passed = check.Done;
        await Eventually.TrueAsync(async () => passed = passed || await TryAsync(() => kind.ApplyAsync(step, check.Prior, this, CancellationToken.None)), $"{step.Id} is applied");

        await kind.VerifyAsync(step, this, CancellationToken.None);
        return check;
    }

    // The engine repeats what fails for a reason that may pass.
    private static async Task<bool> TryAsync(Func<Task> action)
    {
        try
        {
            await action();
            return true;
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.Transient)
        {
            return false;
        }
    }

    public JsonElement GetOutputs(string stepId) => throw new ProviderException(ErrorReason.NotFound, stepId);

    public Task<string> GetSecretAsync(string name, CancellationToken cancellationToken) => Task.FromResult(Secrets[name]);

    public Task SetSecretAsync(string name, string value, CancellationToken cancellationToken)
    {
        Secrets[name] = value;
        return Task.CompletedTask;
    }

    public async Task<CommandResult> RunAsync(StepCommand command, CancellationToken cancellationToken)
    {
        Assert.False(DryRun && command.Mutates);
        if (command.Mutates)
        {
            Changes.Add(string.Join(' ', command.Arguments));
        }

        if (Answer is not null)
        {
            return Answer(command);
        }

        var result = await Tool.RunAsync(command.Arguments[0], command.Arguments.Skip(1), Encoding.UTF8.GetString(command.StandardInput.Span));
        return new CommandResult { ExitCode = result.ExitCode, StandardOutput = result.Output, StandardError = result.Error };
    }

    public async Task<ReadOnlyMemory<byte>?> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        if (Files is not null)
        {
            return Files.TryGetValue(path, out var content) ? Encoding.UTF8.GetBytes(content) : default(ReadOnlyMemory<byte>?);
        }

        return File.Exists(path) ? new ReadOnlyMemory<byte>(await File.ReadAllBytesAsync(path, cancellationToken)) : default(ReadOnlyMemory<byte>?);
    }

    public async Task WriteFileAsync(string path, ReadOnlyMemory<byte> content, int mode, CancellationToken cancellationToken)
    {
        Assert.False(DryRun);
        if (Files is not null)
        {
            Files[path] = Encoding.UTF8.GetString(content.Span);
            return;
        }

        await File.WriteAllBytesAsync(path, content, cancellationToken);
        File.SetUnixFileMode(path, (UnixFileMode)mode);
    }

    public IClusterApi GetClusterApi(ClusterId cluster) => Api ?? throw new ProviderException(ErrorReason.Transient, "There is no cluster.");

    public void ReportProgress(string message) => Progress.Add(message);
}
