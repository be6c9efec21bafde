using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>
/// Gives what the agent makes to users and to the pod's <c>fsGroup</c>, with the kubelet's bits: group rw on writable
/// volumes and r on others, and set-gid and x on directories.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class FileOwnership
{
    private const uint Keep = uint.MaxValue;
    private const int GroupReadWrite = 0x1B0; // 0660
    private const int GroupRead = 0x120; // 0440
    private const int Search = 0x48; // 0110
    private const int SetGroup = 0x400; // 02000

    private readonly uint _group;

    /// <exception cref="ProviderException">The agent may not give files to the group.</exception>
    public FileOwnership(long? group)
    {
        _group = group is { } id ? (uint)id : Keep;
        if (group is < 0 or > int.MaxValue)
        {
            throw new ProviderException(ErrorReason.Invalid, $"fsGroup {group} is no group: it must be between 0 and 2147483647.")
            {
                Field = "spec.securityContext.fsGroup",
            };
        }

        if (group is not null && !ProcessGroups.MayUse(_group))
        {
            throw new ProviderException(
                ErrorReason.Invalid, $"fsGroup {group} is not one of the agent's groups, and the agent does not run as root: remove it, or run the agent as root.")
            {
                Field = "spec.securityContext.fsGroup",
            };
        }
    }

    /// <summary>The mode of a file that nobody writes through its volume.</summary>
    public int FileMode(int mode) => _group == Keep ? mode : mode | GroupRead;

    /// <summary>The mode of a directory.</summary>
    public int DirectoryMode(int mode, bool writable) =>
        _group == Keep ? mode : mode | (writable ? GroupReadWrite : GroupRead) | Search | SetGroup;

    /// <summary>Hands a file over; its mode is to be set after it, because this clears set-id bits.</summary>
    /// <exception cref="ProviderException">Another user is wanted, and the agent is not root.</exception>
    public void Apply(SafeFileHandle file, long? user, string what)
    {
        if (user is < 0 or > int.MaxValue || (user is not null && user != Libc.EffectiveUser() && !ProcessGroups.IsRoot))
        {
            throw new ProviderException(
                ErrorReason.Invalid, $"{what} is to belong to user {user}, and the agent does not run as root: run the agent as root.");
        }

        if ((user is not null || _group != Keep) && Libc.ChangeOwner(file, user is { } id ? (uint)id : Keep, _group) != 0)
        {
            throw Errno.Last().ToException("change the owner of", what);
        }
    }
}
