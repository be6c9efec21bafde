namespace Reeve.Plugins.Slurm.Jobs.Flags;

/// <summary>What an option of sbatch takes.</summary>
internal enum FlagKind
{
    /// <summary>Nothing.</summary>
    Switch,

    /// <summary>A value, always.</summary>
    Value,

    /// <summary>A value behind <c>=</c>, or nothing.</summary>
    Optional,

    /// <summary>A value; taken for the sake of existing manifests, without effect: the job's identity and files are this program's.</summary>
    Ignored,
}
