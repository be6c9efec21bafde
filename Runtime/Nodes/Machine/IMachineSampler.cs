namespace Reeve.Runtime.Nodes.Machine;

/// <summary>Looks at the machine. Thread-safe; quick enough for every ten seconds.</summary>
internal interface IMachineSampler
{
    /// <summary>Measures.</summary>
    MachineSample Sample();
}
