using Reeve.Plugins.OpenStack.Kinds;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>The masters of a plan, as they are while it is carried out: one after the other, in the order of their places.</summary>
internal sealed class MasterGroup(IReadOnlyList<MachineSlot> slots)
{
    /// <summary>The master from which etcd is told of a place's coming and going, while it is that place's turn; empty for workers, and if there is none.</summary>
    public string Via(MachineSlot slot)
    {
        if (!slot.Machine.IsMaster)
        {
            return "";
        }

        // The one that it comes in place of; else one of an earlier place, which is as it shall be by then; else one whose turn is yet to come.
        return slot.After.Where(IsActive).Select(Machine.NameOf).FirstOrDefault()
            ?? slots.TakeWhile(other => other != slot).Select(other => other.Machine.Name).FirstOrDefault()
            ?? slots.SkipWhile(other => other != slot).Skip(1).Select(Present).OfType<CloudResource>().Select(Machine.NameOf).FirstOrDefault()
            ?? "";
    }

    /// <summary>The master from which etcd is told of the going of one that has a successor.</summary>
    public static string Successor(MachineSlot slot) => slot.Machine.IsMaster ? slot.Machine.Name : "";

    /// <summary>The master from which etcd is told of one that nobody wants any more.</summary>
    public string Keeper => slots[0].Machine.Name;

    private static CloudResource? Present(MachineSlot slot) => slot.Kept ?? slot.Old.FirstOrDefault(IsActive);

    private static bool IsActive(CloudResource server) => server.Status == "ACTIVE";
}
