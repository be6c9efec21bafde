using Reeve.Plugins.Slurm.Jobs.Files;

namespace Reeve.Plugins.Slurm.Jobs.Commands;

/// <summary>Programs of the compute node itself.</summary>
internal sealed class HostCommands(ContainerOptions options, Placeholders placeholders) : IContainerCommands
{
    public string VariablePrefix => "";

    public bool HasMounts => false;

    public IReadOnlyList<string>? Create(ContainerPlan plan) => null;

    public IReadOnlyList<string> Run(ContainerPlan plan) => [.. MpiCommand.Of(plan, options, placeholders), .. plan.Command, .. plan.Arguments];

    public IReadOnlyList<string> Enter(ContainerPlan plan) => [];

    public string? VariableProblem(string name, string value) =>
        !VariableNames.IsIdentifier(name) ? VariableNames.NotAnIdentifier
        : VariableNames.IsShellsOwn(name) ? "Unsupported value: the shell of the job keeps a variable of this name for itself"
        : null;
}
