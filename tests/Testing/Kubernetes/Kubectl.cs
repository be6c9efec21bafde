using System.Diagnostics;

namespace Reeve.Testing.Kubernetes;

/// <summary>Runs kubectl with an identity.</summary>
public sealed class Kubectl(string program, string kubeconfig)
{
    /// <summary>Where it is.</summary>
    public string Program => program;

    /// <summary>Runs it to its end.</summary>
    public Task<ToolResult> TryAsync(params IEnumerable<string> arguments) => Tool.RunAsync(program, ["--kubeconfig", kubeconfig, .. arguments]);

    /// <summary>Runs it to its end with a standard input.</summary>
    public Task<ToolResult> TryWithInputAsync(string input, params IEnumerable<string> arguments) =>
        Tool.RunAsync(program, ["--kubeconfig", kubeconfig, .. arguments], input);

    /// <summary>Runs it to its end and returns what it wrote; fails if it does.</summary>
    public async Task<string> RunAsync(params IEnumerable<string> arguments)
    {
        var list = arguments.ToList();
        var result = await TryAsync(list);
        return result.Succeeded ? result.Output : throw new InvalidOperationException($"kubectl {string.Join(' ', list)}: {result}");
    }

    /// <summary>Starts it; its standard streams are redirected.</summary>
    public Process Start(params IEnumerable<string> arguments) => Tool.Start(program, ["--kubeconfig", kubeconfig, .. arguments]);

    /// <summary>The program and all of its arguments.</summary>
    public IReadOnlyList<string> Command(params IEnumerable<string> arguments) => [program, "--kubeconfig", kubeconfig, .. arguments];

    /// <summary>Another program, of another version, with the same identity.</summary>
    public Kubectl WithProgram(string other) => new(other, kubeconfig);

    /// <summary>The same program with another identity.</summary>
    public Kubectl As(string otherKubeconfig) => new(program, otherKubeconfig);
}
