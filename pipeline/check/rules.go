package check

import "slices"

// rules lists every rule in the order in which they run and, within one rank, are shown: the picture before what is
// read from it, one document before what binds several. The groups are the sections of the catalogue.
var rules = slices.Concat(fileRules, materialRules, idRules, licenceRules, crossRules, formRules, domainRules, siteRules,
	contactRules, riskRules)

// The file and the picture (4.1).
var fileRules = []Rule{
	fileFormatAllowed,
	fileExtMismatch,
	fileDecodeFailed,
	fileSizeTooLarge,
	fileSizeTooSmall,
	filePDFEncrypted,
	fileNameConvention,
	fileDuplicateSlot,
	imgPixelsLow,
	imgDPILow,
	imgBlur,
	imgGlare,
	imgExposure,
	imgBlackWhite,
	imgPhotocopy,
	imgRescreen,
	imgElectronicCert,
	imgBorderIncomplete,
	imgOccluded,
	imgWatermarkCovers,
	imgWatermarkWording,
	imgMultiDocument,
	imgSkewRotation,
	imgAreaRatio,
	docTypeMismatch,
	docSideMismatch,
}

// What must be there (4.2).
var materialRules = []Rule{
	materialMissing,
	materialIDSideMissing,
	materialProvinceMissing,
	materialAuthorisationMissing,
	materialResidenceMissing,
	materialPreapprovalMissing,
	materialPlanMissing,
	materialDomainCertMissing,
	materialNameChangeMissing,
	materialGuardianMissing,
	materialUnneeded,
}

// Identity cards (4.3).
var idRules = []Rule{
	idNumberFormat,
	idNumberChecksum,
	idNumberBirth,
	idNumberRegion,
	idBirthMismatch,
	idSexMismatch,
	idNameFormat,
	idEthnicityKnown,
	idAddressPresent,
	idValidFormat,
	idValidOrder,
	idExpired,
	idExpiringSoon,
	idTermRule,
	idIssuerFormat,
	idIssuerRegion,
	idTemporary,
	idAgeMin,
	idAgeMax,
	idFrontBackPair,
	idPermitNumber,
	idPermitTypeAllowed,
	idOrganisationWords,
}

// The subject's certificate (4.4).
var licenceRules = []Rule{
	licUSCCFormat,
	licUSCCChecksum,
	licUSCCOrgChecksum,
	licUSCCKind,
	licUSCCRegion,
	licRegno15Checksum,
	licOldLayout,
	licQRConsistency,
	licEmblemTitle,
	licFieldsMissing,
	licFieldsUnexpected,
	licTermExpired,
	licTermShort,
	licDateOrder,
	licAuthoritySeal,
	licHainanSeal,
	licUnitSeal,
	licCopyNumber,
	licIndividualNoname,
	licDocsetKind,
	licStatusAbnormal,
}

// Documents and form against each other (4.5).
var crossRules = []Rule{
	xOrgNameLicence,
	xOrgNameBracket,
	xOrgCodeLicence,
	xOrgTypeCert,
	xCertAddress,
	xLegalRepName,
	xLegalRepID,
	xPrincipalID,
	xSitePrincipalID,
	xPersonSameAll,
	xPersonDiffAll,
	xAuthGrantee,
	xAuthGrantor,
	xAuthUnit,
	xAuthScope,
	xAuthDomain,
	xFormOrganiser,
	xFormDomain,
	xDomainHolder,
	xDomainHolderCert,
	xDomainDeclared,
	xPreapprovalHolder,
	xPreapprovalExpired,
	xPreapprovalNumber,
	xSealName,
	xResidenceAddress,
	xResidencePerson,
	xAddrProvince,
	xAddrCity,
	xPhotoIDReadable,
}

// Signed forms, seals, photos (4.6).
var formRules = []Rule{
	formType,
	formSignatureMissing,
	formSignatureIllegible,
	formSignatureName,
	formSealMissing,
	formSealForbidden,
	formSealPresentUnneeded,
	formSealCopied,
	formSealClear,
	formFingerprint,
	formHandwrittenClause,
	formDateBlank,
	formDateRequired,
	formDateFuture,
	formDateAge,
	formAltered,
	formPageComplete,
	formCheckbox,
	formBeijingRegistrar,
	photoOnePerson,
	photoCurtain,
	photoSize,
	photoHandheldCard,
}

// Domains (4.6).
var domainRules = []Rule{
	domFormat,
	domTLDApproved,
	domTLDRestricted,
	domRegistrarApproved,
	domRealnameAge,
	domExpiry,
	domCertDates,
	domCertStamp,
	domDuplicate,
	domCountLimit,
	domNameWords,
	domOpenBeforeFiling,
}

// Site, service, remark, 前置审批 (4.7).
var siteRules = []Rule{
	siteNameLength,
	siteNameCharset,
	siteNameIsDomain,
	siteNameGuozi,
	siteNameSensitive,
	siteNameForeign,
	siteNameGeneric,
	siteNamePerson,
	siteNamePersonalBanned,
	siteNameEnterpriseWords,
	siteNamePlace,
	siteNameVsSubject,
	siteNameGov,
	siteNameIndustryMismatch,
	siteNameDuplicate,
	siteLangService,
	siteRemarkRequired,
	siteRemarkLength,
	siteRemarkStatement,
	siteRemarkNoapproval,
	siteURL,
	preapprovalKeywords,
}

// Contacts and addresses (4.7).
var contactRules = []Rule{
	contactMobileFormat,
	contactMobileVirtual,
	contactMobileDataOnly,
	contactMobileProvince,
	contactMobileDuplicateSubject,
	contactMobileRoles,
	contactLandline,
	contactEmailFormat,
	contactEmailEnterprise,
	addrDetail,
	addrNoShixiaqu,
	addrRegionConsistent,
	addrHomeVirtual,
	investorName,
}

// Risks and the server, mostly by registers and own records (4.7).
var riskRules = []Rule{
	riskOrderParallel,
	riskSubjectExisting,
	riskShellSubject,
	riskMultiAccount,
	riskSharedMaterial,
	riskSameIPManySubjects,
	serverMainland,
	serverLease,
}
