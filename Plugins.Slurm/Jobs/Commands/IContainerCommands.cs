namespace Reeve.Plugins.Slurm.Jobs.Commands;

/// <summary>Makes command lines of containers for one runtime. Pure.</summary>
internal interface IContainerCommands
{
    /// <summary>What stands before a variable's name so that the runtime hands it on; empty if it goes as it is.</summary>
    string VariablePrefix { get; }

    /// <summary>Whether a container has mounts of its own.</summary>
    bool HasMounts { get; }

    /// <summary>What makes the place that the container runs in; null if it needs none.</summary>
    IReadOnlyList<string>? Create(ContainerPlan plan);

    /// <summary>What becomes the container.</summary>
    IReadOnlyList<string> Run(ContainerPlan plan);

    /// <summary>What stands before a program that shall run in the container beside it.</summary>
    IReadOnlyList<string> Enter(ContainerPlan plan);

    /// <summary>Why a variable of this name and value cannot reach the container unchanged; null if it can.</summary>
    string? VariableProblem(string name, string value);
}
