using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates what containers of all sorts have in common.</summary>
internal static class ContainerValidator
{
    public static void Validate(FieldErrors errors, ContainerCommon container, PodSpec spec, FieldPath field)
    {
        if (container.Name.Length == 0)
        {
            errors.Required(field.Child("name"));
        }
        else
        {
            errors.Invalid(field.Child("name"), container.Name, NameRules.Label(container.Name));
        }

        ValidateImage(errors, container, field);
        if (container.TerminationMessagePolicy is not { Length: > 0 } messages)
        {
            errors.Required(field.Child("terminationMessagePolicy"));
        }
        else
        {
            errors.OneOf(field.Child("terminationMessagePolicy"), messages, TerminationMessagePolicies.File, TerminationMessagePolicies.FallbackToLogsOnError);
        }

        PortValidator.Validate(errors, container.Ports, field.Child("ports"));
        EnvironmentValidator.Validate(errors, container, spec, field);
        MountValidator.Validate(errors, container, spec.Volumes, field);
        ResourceValidator.Validate(errors, container.Resources, spec.ResourceClaims, field.Child("resources"));
        ResizePolicyRules.Validate(errors, container.ResizePolicy, spec.RestartPolicy, field.Child("resizePolicy"));
        SecurityContextValidator.Validate(errors, container.SecurityContext, spec.HostUsers ?? true, field.Child("securityContext"));
    }

    private static void ValidateImage(FieldErrors errors, ContainerCommon container, FieldPath field)
    {
        if (container.Image is not { Length: > 0 } image)
        {
            errors.Required(field.Child("image"));
        }
        else if (image.Length != image.Trim().Length)
        {
            errors.Invalid(field.Child("image"), image, "must not have leading or trailing whitespace");
        }

        if (container.ImagePullPolicy is not { Length: > 0 } policy)
        {
            errors.Required(field.Child("imagePullPolicy"));
        }
        else
        {
            errors.OneOf(field.Child("imagePullPolicy"), policy, PullPolicies.Always, PullPolicies.IfNotPresent, PullPolicies.Never);
        }
    }
}
