using Reeve.Machine.Accounts;
using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Identity;
using Reeve.Plugins.Systemd.Seccomp;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Admission;

/// <summary>Whether the users and the profiles that a pod names are there.</summary>
internal sealed class ProfileAdmission(SeccompProfiles profiles, AppArmor armor, IAccounts machine)
{
    public IEnumerable<FieldError> Validate(string path, SeccompProfile? seccomp, AppArmorProfile? appArmor, WindowsSecurityContextOptions? windows)
    {
        if (SeccompProblem(seccomp) is { } problem)
        {
            yield return new FieldError { Field = $"{path}.seccompProfile", Message = $"Invalid value: {problem}", Feature = PodFeature.Seccomp };
        }

        if (appArmor is not null && Check($"{path}.appArmorProfile", appArmor) is { } refused)
        {
            yield return refused;
        }

        if (windows?.RunAsUserName is { Length: > 0 } name && machine.Find(name) is null)
        {
            yield return new FieldError { Field = $"{path}.windowsOptions.runAsUserName", Message = $"Invalid value: \"{name}\": the machine has no such user" };
        }
    }

    /// <summary>The profile that an annotation names for a container that has none in its fields.</summary>
    public FieldError? ValidateAnnotation(Pod pod, ContainerCommon container) =>
        (container.SecurityContext?.AppArmorProfile ?? pod.Spec.SecurityContext?.AppArmorProfile) is null && AppArmor.Annotated(pod, container.Name) is { } profile
            ? Check(AppArmor.FieldOf(container.Name), profile)
            : null;

    private FieldError? Check(string field, AppArmorProfile profile) => armor.Problem(profile) is { } why
        ? new FieldError { Field = field, Message = $"Invalid value: {why}", Reason = "AppArmor", Feature = PodFeature.AppArmor }
        : null;

    private string? SeccompProblem(SeccompProfile? profile)
    {
        const ulong None = 0;
        try
        {
            _ = profiles.FilterOf(profile, None);
            return null;
        }
        catch (SeccompException exception)
        {
            return exception.Message;
        }
    }
}
