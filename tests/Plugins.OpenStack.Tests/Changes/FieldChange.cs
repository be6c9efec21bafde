namespace Reeve.Plugins.OpenStack.Tests.Changes;

/// <summary>What becomes of a cluster that is there when a field of its specification changes.</summary>
internal enum FieldChange
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>It is carried out on what is there; machines stay.</summary>
    InPlace,

    /// <summary>Machines are replaced, one after the other.</summary>
    Replacement,

    /// <summary>It counts for machines that are made from then on, and the plan says so.</summary>
    NewMachines,

    /// <summary>Some changes are carried out, others refused.</summary>
    Partly,

    /// <summary>It is refused.</summary>
    Refused,
}
